import { command, EmptyDto } from '../contract/contract.js';
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
};

export interface ModerationEvents {
  /** To the desk: someone was muted, unmuted, banned or let in again. */
  'moderation:silenced': (person: SilencedView) => void;
}
