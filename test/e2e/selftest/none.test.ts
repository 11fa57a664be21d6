// A file without a test: a run of nothing is no success.
export {};
