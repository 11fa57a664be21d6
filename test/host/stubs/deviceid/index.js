/** The same device for every test run: nothing of the real one is asked or sent. */
exports.getDeviceId = async () => '00000000-0000-4000-8000-000000000000';
