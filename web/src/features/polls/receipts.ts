import { recall, remember } from '../../app/storage.js';

const key = 'sammelan.receipts';
/** Polls whose receipts a browser keeps; of more, the oldest go. */
const kept = 100;

function all(): Record<string, string> {
  try {
    return JSON.parse(recall(key) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

/** Keeps the receipt of one's ballot in this browser, also for when the server cannot tell it any more. */
export function keepReceipt(pollId: string, receipt: string): void {
  const { [pollId]: before, ...others } = all();
  if (before === receipt) return;
  const receipts = [...Object.entries(others).slice(1 - kept), [pollId, receipt]];
  remember(key, JSON.stringify(Object.fromEntries(receipts)));
}

/** The receipt of the ballot cast in this browser, or null. */
export const keptReceipt = (pollId: string): string | null => all()[pollId] ?? null;
