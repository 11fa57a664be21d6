/** What Node says of a message to a process that has ended: on a pipe, on its own channel, on a closed stream. */
const codes: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ERR_IPC_CHANNEL_CLOSED', 'ERR_STREAM_DESTROYED']);

/**
 * True for the error of a message that found the server gone. It is the end of the server that counts then,
 * and that is told apart: a crash must not pass for a broken connection only because something was being said.
 */
export function isServerGone(error: Error): boolean {
  return 'code' in error && codes.has(error.code);
}
