import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { RegionTallyView } from '@sammelan/shared/polls/polls.dto.js';
import { choiceCount } from '@sammelan/shared/polls/polls.rules.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Paced } from '../realtime/paced.js';
import { rooms } from '../realtime/rooms.js';
import { RegionsService } from '../regions/regions.service.js';
import { type PollRecord, PollRegister, showsResults } from './poll-register.service.js';
import { PollNotClosedError } from './polls.errors.js';
import { PollsRepository } from './polls.repository.js';
import { type ShownRegions, shownRegions } from './shown-regions.js';

/** People read bars, not races; ten thousand screens are drawn anew with every push. */
const pushEveryMs = 1000;

/** Tallies: read from the database's rows, pushed at most once a second and only when they changed. */
@Injectable()
export class TalliesService implements OnApplicationShutdown {
  private readonly logger = new Logger(TalliesService.name);
  private readonly pushes = new Map<PollRecord, Paced>();
  private readonly regional = new WeakMap<PollRecord, Promise<ShownRegions>>();

  constructor(
    private readonly register: PollRegister,
    private readonly repository: PollsRepository,
    private readonly broadcaster: Broadcaster,
    private readonly regions: RegionsService,
    private readonly organisation: OrganisationService,
  ) {}

  onApplicationShutdown(): void {
    for (const paced of this.pushes.values()) paced.stop();
  }

  /** A ballot was stored: the tally goes out when its second is over. */
  touch(record: PollRecord): void {
    if (record.poll.state !== 'open') return;
    let paced = this.pushes.get(record);
    if (!paced) {
      let shown = record.tally.counts;
      paced = new Paced(async () => {
        shown = await this.push(record, shown);
      }, pushEveryMs);
      this.pushes.set(record, paced);
    }
    paced.request();
  }

  /** Votes of the children of a region; see RegionTallyView. @throws PollNotClosedError */
  async children(record: PollRecord, parentPath: string): Promise<RegionTallyView[]> {
    const rows = (await this.byRegion(record)).get(parentPath) ?? [];
    return rows.map(({ regionPath, voters, counts }) => ({
      path: regionPath,
      name: this.regions.name(regionPath),
      voters,
      counts: counts.slice(0, choiceCount(record.poll)),
    }));
  }

  /**
   * What may be shown by region: of a closed poll, once and for good. Two looks at a poll that is open would tell the ballot cast
   * between them, and beside the total that grows every second even a count of people would. @throws PollNotClosedError
   */
  byRegion(record: PollRecord): Promise<ShownRegions> {
    if (record.poll.state !== 'closed') return Promise.reject(new PollNotClosedError());
    const known = this.regional.get(record);
    if (known) return known;
    const shown = this.repository.regions(record.poll).then((rows) => shownRegions(rows));
    this.regional.set(record, shown);
    shown.catch(() => this.regional.delete(record));
    return shown;
  }

  /** The poll was closed, or unlinked: nothing is pushed any more. */
  settle(record: PollRecord): void {
    this.pushes.get(record)?.stop();
    this.pushes.delete(record);
    this.regional.delete(record);
  }

  /** Gives the counts that people see now. */
  private async push(record: PollRecord, shown: number[]): Promise<number[]> {
    try {
      await this.register.readTallies([record]);
    } catch (error) {
      this.logger.warn({ message: 'tally not read', pollId: record.poll.id, err: error as Error });
      this.touch(record);
      return shown;
    }
    const { poll, tally } = record;
    // The final tally goes with `poll:closed`.
    if (poll.state !== 'open' || isSame(shown, tally.counts)) return shown;
    if (showsResults(record, this.organisation.get().silence))
      this.broadcaster.toRally(poll.rallyId, 'poll:tallied', tally);
    else this.broadcaster.toRoom(rooms.pollEditors(poll.rallyId), 'poll:tallied', tally);
    return tally.counts;
  }
}

const isSame = (a: readonly number[], b: readonly number[]): boolean => a.every((count, index) => count === b[index]);
