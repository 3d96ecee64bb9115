import type { Rally } from './rally.entity.js';
import { RallyFiguresService } from './rally-figures.service.js';

const rally = {
  id: 'a',
  liveAt: new Date('2026-11-01T10:00:00Z'),
  endedAt: new Date('2026-11-01T11:00:00Z'),
} as Rally;

describe('the figures of a rally', () => {
  it('are put together from what each feature counted', async () => {
    const figures = new RallyFiguresService();
    figures.contribute(() => ({ peak: 4, people: 6 }));
    figures.contribute(() => Promise.resolve({ messages: 3 }));
    expect(await figures.collect(rally)).toEqual({ peak: 4, people: 6, messages: 3, ballots: 0, minutes: 60 });
  });

  it('wait for a feature that cannot count, in place of a nought that stays', async () => {
    const figures = new RallyFiguresService();
    figures.contribute(() => ({ peak: 4, people: 6 }));
    figures.contribute(() => Promise.reject(new Error('no database')));
    expect(await figures.collect(rally)).toBeNull();
  });
});
