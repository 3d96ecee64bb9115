import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { InvitesService } from '../invites/invites.service.js';
import { listedOf } from '../media/packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import { interpretedIn, type InterpretedVoice } from '../media/packaging/take-plan.js';
import { HlsService, lingerMs, type SideTrack } from '../packaging/hls.service.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { MediaPlane } from '../stage/media-plane.service.js';
import { BoothsService } from './booths.service.js';

/**
 * A language that nobody interprets into any more is sent out for so long: whoever comes back from a break changes nothing
 * for anybody, where a new take is a break in the stream for all.
 */
const keptMs = 10 * 60_000;

/**
 * Interpretation as renditions of the HLS. A player reads the master playlist once: every language that is to come (a booth,
 * or a link for an interpreter) is in it from the start, and carries the floor's own segments while nobody interprets. With
 * the first interpreter a take begins that has a sound in the language besides.
 */
@Injectable()
export class InterpretedSound implements OnModuleInit {
  private readonly logger = new Logger(InterpretedSound.name);
  /** Languages that interpreters are invited for, by rally. */
  private readonly invited = new Map<string, readonly SpokenLanguage[]>();
  /** When each language was last interpreted, by rally: ms of this process's clock. */
  private readonly lastHeard = new Map<string, Map<SpokenLanguage, number>>();

  constructor(
    private readonly booths: BoothsService,
    private readonly invites: InvitesService,
    private readonly rallies: RalliesService,
    private readonly packaging: PackagingService,
    private readonly hls: HlsService,
    private readonly media: MediaPlane,
  ) {}

  onModuleInit(): void {
    this.packaging.interpretBy((rallyId) => this.voices(rallyId));
    this.packaging.onOpened((rallyId, log) => this.follow(rallyId, log));
    this.hls.addSides((rallyId, takes) => this.tracks(rallyId, takes));
    this.invites.onCreated(({ rallyId, language }) => {
      if (rallyId && language && this.invited.has(rallyId)) this.look(rallyId);
    });
    this.rallies.onMoved(({ id, state }) => {
      if (!isStageOpen(state)) this.lastHeard.delete(id);
    });
  }

  /** Languages that are interpreted now, or were a moment ago. */
  private voices(rallyId: string): InterpretedVoice[] {
    const known = this.lastHeard.get(rallyId) ?? new Map<SpokenLanguage, number>();
    this.lastHeard.set(rallyId, known);
    const now = performance.now();
    for (const { language } of this.booths.channels(rallyId).channels) known.set(language, now);
    return [...known].flatMap(([language, at]) =>
      now - at > keptMs ? [] : [{ language, source: () => this.voice(rallyId, language) }],
    );
  }

  private voice(rallyId: string, language: SpokenLanguage) {
    const seatId = this.booths.heardIn(rallyId, language);
    return seatId === null ? undefined : this.media.find(rallyId)?.speaker(seatId)?.sources[0];
  }

  /** Of a programme that goes on, every language that may come; of one that is over, those that came. */
  private tracks(rallyId: string, takes: readonly LoggedTake[]): SideTrack[] {
    const names = new Set(takes.flatMap(({ facts }) => Object.keys(facts)));
    const recorded = spokenLanguageTags.filter((language) => names.has(interpretedIn(language)));
    const live = this.invited.get(rallyId);
    const expected = live ? [...live, ...this.booths.booths(rallyId).booths.map(({ language }) => language)] : [];
    return [...new Set([...recorded, ...expected])].sort().map((language) => ({
      type: 'AUDIO',
      language,
      name: spokenLanguages[language],
      playlist: interpretedIn(language),
      rendition: interpretedIn(language),
      list: (all) => listedOf(all, interpretedIn(language)),
    }));
  }

  private follow(rallyId: string, log: ProgrammeLog): void {
    this.invited.set(rallyId, []);
    this.look(rallyId);
    log.on('changed', () => {
      // Whoever is behind goes on with what they chose.
      if (log.endedAt !== null) setTimeout(() => this.invited.delete(rallyId), lingerMs).unref();
    });
  }

  /** Playlists are written without a wait: what they need of the database is fetched before. */
  private look(rallyId: string): void {
    this.invites.interpretedLanguages(rallyId).then(
      (found) => this.invited.has(rallyId) && this.invited.set(rallyId, found),
      (error: unknown) => this.logger.error({ err: error, rallyId }),
    );
  }
}
