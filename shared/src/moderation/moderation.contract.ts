import { command, EmptyDto } from '../contract/contract.js';
import { ClaimDto, DecideDto, type HoldQueueView, type PersonHistoryView, ReportDto } from './hold.dto.js';
import { BanDto, MuteDto, PersonDto, PinMessageDto, RemoveMessageDto, type SilencedView } from './moderation.dto.js';

export const moderationCommands = {
  'moderation:remove': command(RemoveMessageDto).returns<Record<string, never>>(),
  'moderation:mute': command(MuteDto).returns<SilencedView>(),
  'moderation:unmute': command(PersonDto).returns<SilencedView>(),
  /** Gone from every socket, transport and token of the rally within a second. */
  'moderation:ban': command(BanDto).returns<SilencedView>(),
  'moderation:unban': command(PersonDto).returns<SilencedView>(),
  'moderation:pin': command(PinMessageDto).returns<Record<string, never>>(),
  'moderation:list': command(EmptyDto).returns<SilencedView[]>(),
  /** What somebody has done in this rally, and what was done about it. */
  'moderation:history': command(PersonDto).returns<PersonHistoryView>(),
  /** Anyone: says that a message breaks the rules. Once per person and message. */
  'moderation:report': command(ReportDto).returns<Record<string, never>>(),
  /** The caller's part of the hold queue; claims nothing. */
  'hold:queue': command(EmptyDto).returns<HoldQueueView>(),
  /** Takes the oldest unclaimed messages of the caller's subtree, and keeps what the caller has claimed. */
  'hold:claim': command(ClaimDto).returns<HoldQueueView>(),
  /** Gives everything back that the caller has claimed. */
  'hold:release': command(EmptyDto).returns<HoldQueueView>(),
  /** Approves or denies messages that the caller has claimed; those of others are left alone. */
  'hold:decide': command(DecideDto).returns<HoldQueueView>(),
};

export interface ModerationEvents {
  /** To the moderators of their region: someone was muted, unmuted, banned or let in again, or has appealed. */
  'moderation:silenced': (person: SilencedView) => void;
  /** To the desk, at most once a second: the hold queue is not what it was. Ask for `hold:queue`. */
  'hold:changed': () => void;
}
