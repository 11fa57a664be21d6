/** Why a file could not be fetched, in one sentence fit for a user. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}

/** How a file is fetched. */
export interface TransferOptions {
  /** A file of more bytes is not taken. */
  readonly largest: number;
  readonly signal?: AbortSignal;
  /** Told how many bytes have come, and how many are to come where the server says so. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
}

/** Fetches a file; the one thing of the surroundings that an update needs. @throws TransferError */
export type Transfer = (url: string, options: TransferOptions) => Promise<Uint8Array>;
