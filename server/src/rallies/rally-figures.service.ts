import { Injectable, Logger } from '@nestjs/common';
import type { RallyFigures } from '@sammelan/shared/rallies/rallies.dto.js';
import type { Rally } from './rally.entity.js';

type Part = (rally: Pick<Rally, 'id'>) => Promise<Partial<RallyFigures>> | Partial<RallyFigures>;

const minuteMs = 60_000;

/** The figures of a rally that has ended: each feature counts its own part. */
@Injectable()
export class RallyFiguresService {
  private readonly logger = new Logger(RallyFiguresService.name);
  private readonly parts: Part[] = [];

  /** Registers a feature's part, e.g. `{ messages }`; asked once the rally has ended and every feature knows it. */
  contribute(part: Part): void {
    this.parts.push(part);
  }

  /** Null where a feature could not count: a nought in its place would stand for good. */
  async collect(rally: Rally): Promise<RallyFigures | null> {
    const { liveAt, endedAt } = rally;
    const minutes = liveAt && endedAt ? Math.round((endedAt.getTime() - liveAt.getTime()) / minuteMs) : 0;
    const parts = await Promise.all(this.parts.map((part) => this.ask(part, rally)));
    if (parts.includes(null)) return null;
    return Object.assign({ peak: 0, people: 0, messages: 0, ballots: 0, minutes }, ...parts) as RallyFigures;
  }

  /** A feature that cannot count must not keep a rally from ending. */
  private async ask(part: Part, rally: Rally): Promise<Partial<RallyFigures> | null> {
    try {
      return await part(rally);
    } catch (error) {
      this.logger.error({ err: error, rallyId: rally.id });
      return null;
    }
  }
}
