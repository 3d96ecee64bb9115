import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from '../../app/store.js';
import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import type { Speaking } from './speaking.js';

const Context = createContext<Speaking | null>(null);

export function SpeakingProvider({ speaking, children }: { speaking: Speaking; children: ReactNode }) {
  return <Context.Provider value={speaking}>{children}</Context.Provider>;
}

/** The stores of this page. @throws Error outside a SpeakingProvider */
export function useSpeaking(): Speaking {
  const speaking = useContext(Context);
  if (!speaking) throw new Error('no speaking around this component');
  return speaking;
}

/** The caller's own seat as the stage has it, also one that is held while they were away. */
export function useOwnSeat(): SeatView | undefined {
  const { stage, me } = useSpeaking();
  const identityId = useStore(me.state)?.identityId;
  return useStore(stage.state)?.seats.find((seat) => seat.identityId === identityId);
}
