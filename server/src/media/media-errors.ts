/** What can go wrong in the media plane for reasons a caller should tell apart. */
export type MediaErrorCode =
  | 'bad-parameters' // RTP or DTLS parameters the engine refuses
  | 'malformed' // an SDP offer that is none
  | 'closed' // the room or transport is gone
  | 'not-found' // no such producer, consumer or transport
  | 'port-taken' // another program holds a media port
  | 'too-many-transports' // one identity asks for more than its share
  | 'unavailable'; // no worker is alive at this moment

/** A refusal of the media plane; `code` is stable, the message is for the log. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  constructor(
    readonly code: MediaErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Runs an engine call whose arguments came from a client. mediasoup answers bad ones with TypeError and with plain
 * errors of its worker; both become `bad-parameters`, unless `gone()` says that the object closed meanwhile.
 */
export async function refusing<T>(gone: () => boolean, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof MediaError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new MediaError(gone() ? 'closed' : 'bad-parameters', reason, { cause: error });
  }
}
