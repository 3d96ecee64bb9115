import type { PayloadOf } from '@sammelan/shared/contract/contract.js';
import type { AppCommands } from '@sammelan/shared/socket-events.js';
import type { Signalling } from '../../../media/signalling.js';

type Send = Signalling['send'];

/** What a speaker's uplink says to the stage, said to the booth: an interpreter sends in the same way, from another place. */
export function boothSignalling(signalling: Signalling): Signalling {
  const say = (command: string, payload: unknown): Promise<unknown> => {
    switch (command) {
      case 'stage:open-transport':
        return signalling.send('interpretation:open-transport', {});
      case 'stage:connect-transport':
        return signalling.send(
          'interpretation:connect-transport',
          payload as PayloadOf<AppCommands['stage:connect-transport']>,
        );
      case 'stage:restart-ice':
        return signalling.send('interpretation:restart-ice', payload as PayloadOf<AppCommands['stage:restart-ice']>);
      case 'stage:produce': {
        const { transportId, rtpParameters } = payload as PayloadOf<AppCommands['stage:produce']>;
        return signalling.send('interpretation:produce', { transportId, rtpParameters });
      }
      case 'stage:pause': {
        const { paused } = payload as PayloadOf<AppCommands['stage:pause']>;
        return signalling.send('interpretation:mute', { muted: paused });
      }
      default:
        return Promise.reject(new Error(`a booth knows no ${command}`));
    }
  };
  return {
    send: say as Send,
    on: (event, listener) => signalling.on(event, listener),
    onReady: (listener) => signalling.onReady(listener),
  };
}
