import type { PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { useEffect } from 'react';
import { api } from '../../app/api.js';
import { Cell, useStore } from '../../app/store.js';

const cell = new Cell<PhoneView | null>(null);

/** What the server has said of this browser's phone. */
export const notePhone = (view: PhoneView): void => cell.set(view);

/** Whether this browser has confirmed a phone; null until it is known. Asks once somebody wants to know. */
export function useOwnPhone(wanted: boolean): PhoneView | null {
  const phone = useStore(cell);
  const asks = wanted && phone === null;
  useEffect(() => {
    // Unanswered, the server says it when it matters.
    if (asks) api<PhoneView>('/api/phone').then(notePhone, () => undefined);
  }, [asks]);
  return phone;
}
