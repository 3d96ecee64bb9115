import { recall, remember } from '../../app/storage.js';

const key = 'sammelan.name-asked';

/** Whether somebody without a name was asked for one in this browser; once is enough. */
export const wasNameAsked = (): boolean => recall(key) !== null;

export const noteNameAsked = (): void => remember(key, 'yes');
