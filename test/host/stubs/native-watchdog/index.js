/** The runner ends the whole process group itself. */
exports.start = () => {};
