import { errorText } from '../../../app/error-text.js';
import { Notice } from '../../../ui/Notice.js';

/** What went wrong with the last thing asked for; nothing where nothing did. */
export function Failure({ error }: { error: unknown }) {
  return error ? <Notice tone="stop">{errorText(error)}</Notice> : null;
}
