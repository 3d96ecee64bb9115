import fc from 'fast-check';
import { IdentitySockets } from './identity-sockets.js';
import type { AppSocket } from './socket.js';

describe('sockets by identity', () => {
  it('knows the same as a list does, however people come and go', () => {
    const people = ['a', 'b', 'c'];
    const rallies = ['r', 's'];
    const change = fc.record({
      identityId: fc.constantFrom(...people),
      rallyId: fc.constantFrom(...rallies),
      goes: fc.option(fc.nat(9), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const known = new IdentitySockets();
        let list: AppSocket[] = [];
        for (const { identityId, rallyId, goes } of changes) {
          const gone = goes === null ? undefined : list[goes];
          if (gone) {
            known.delete(gone);
            list = list.filter((socket) => socket !== gone);
          } else {
            const socket = { data: { identityId, rallyId } } as AppSocket;
            known.add(socket);
            list.push(socket);
          }
        }
        for (const identityId of people) {
          const own = list.filter(({ data }) => data.identityId === identityId);
          expect(known.of(identityId)).toEqual(own);
          for (const rallyId of rallies) {
            expect(known.inRally(rallyId, identityId)).toEqual(own.filter(({ data }) => data.rallyId === rallyId));
          }
        }
      }),
    );
  });
});
