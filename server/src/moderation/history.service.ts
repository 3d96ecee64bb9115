import { Injectable } from '@nestjs/common';
import type { PersonHistoryView } from '@sammelan/shared/moderation/hold.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { ChatRoomsService } from '../chat/chat-rooms.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { HeldRepository } from './held.repository.js';
import { SubjectsService } from './subjects.service.js';

const shownMessages = 30;

/** What moderators ask about somebody before they decide. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly repository: HeldRepository,
    private readonly rooms: ChatRoomsService,
    private readonly subjects: SubjectsService,
    private readonly regions: RegionsService,
    private readonly audit: AuditService,
  ) {}

  async of(caller: RallyCaller, identityId: string): Promise<PersonHistoryView> {
    const { rallyId, name, regionPath } = await this.subjects.person(caller, identityId);
    const [{ last, counts }, held, reporters, acts] = await Promise.all([
      this.rooms.doingsOf(rallyId, identityId, shownMessages),
      this.repository.ofAuthor(rallyId, identityId),
      this.repository.reportersOf(rallyId, identityId),
      this.audit.about(rallyId, identityId),
    ]);
    const posted = last.map(({ id, text, at, removedAt }) => ({
      id,
      text,
      at: at.toISOString(),
      state: removedAt ? ('removed' as const) : ('shown' as const),
    }));
    const stopped = held
      .filter(({ approved }) => approved !== true)
      .map(({ id, text, heldAt, approved }) => ({
        id,
        text,
        at: heldAt.toISOString(),
        state: approved === null ? ('held' as const) : ('denied' as const),
      }));
    return {
      identityId,
      name,
      regionName: regionPath === null ? null : this.regions.name(regionPath),
      ...counts,
      held: held.filter(({ approved }) => approved === null).length,
      denied: held.filter(({ approved }) => approved === false).length,
      reporters,
      last: [...posted, ...stopped].sort((a, b) => b.at.localeCompare(a.at)).slice(0, shownMessages),
      acts,
    };
  }
}
