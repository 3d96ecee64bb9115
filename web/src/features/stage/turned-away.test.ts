import { AppError } from '@sammelan/shared/contract/errors.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RallyState } from '../rallies/rally-store.js';
import { turnedAway } from './turned-away.js';

const online = { kind: 'online' } as const;
const rally = (state: RallyView['state']): RallyState => ({ kind: 'ready', rally: { state } as RallyView });

describe('turnedAway', () => {
  it('lets an invited speaker in, and whoever is not known yet wait', () => {
    expect(turnedAway(online, rally('live'), ['stage.speak'])).toBeNull();
    expect(turnedAway({ kind: 'connecting' }, { kind: 'loading' }, undefined)).toBeNull();
  });

  it('tells those who were not invited', () => {
    expect(turnedAway(online, rally('live'), ['rally.watch'])).toBe('not-invited');
  });

  it('says that a rally is over rather than that one may not enter', () => {
    expect(turnedAway({ kind: 'refused', code: 'rally-not-open' }, rally('ended'), undefined)).toBe('over');
    expect(turnedAway(online, rally('archived'), ['stage.speak'])).toBe('over');
  });

  it('gives the reason of a ban, a refusal and a wrong link', () => {
    expect(turnedAway({ kind: 'ended', reason: 'banned' }, rally('live'), [])).toMatchObject({ code: 'banned' });
    expect(turnedAway({ kind: 'refused', code: 'forbidden' }, rally('open'), undefined)).toMatchObject({
      code: 'forbidden',
    });
    const missing: RallyState = { kind: 'failed', error: new AppError('not-found', '') };
    expect(turnedAway(online, missing, undefined)).toMatchObject({ code: 'not-found' });
  });
});
