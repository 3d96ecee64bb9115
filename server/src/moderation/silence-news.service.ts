import { Injectable } from '@nestjs/common';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { rooms } from '../realtime/rooms.js';
import { type Silence, SilenceBook } from './silence-book.js';
import { SubjectsService } from './subjects.service.js';

/** Tells of the silenced, and of what they write, those alone who may act on them. */
@Injectable()
export class SilenceNews {
  constructor(
    private readonly subjects: SubjectsService,
    private readonly book: SilenceBook,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** Somebody was muted, unmuted, banned or let in again, or has appealed. */
  async silenced(silence: Silence): Promise<void> {
    const { rallyId } = silence;
    const view = this.book.view(silence, Date.now());
    const told = new Set<string>();
    for (const { data } of this.connections.in(rooms.desk(rallyId))) {
      if (!told.has(data.identityId) && (await this.subjects.within(data, [silence])).length > 0) {
        told.add(data.identityId);
      }
    }
    for (const identityId of told) this.broadcaster.toIdentity(rallyId, identityId, 'moderation:silenced', view);
  }
}
