import { command, EmptyDto } from '../contract/contract.js';
import { ConnectTransportDto, type MediaJson, TransportIdDto, type TransportView } from '../stage/stage.dto.js';
import {
  type BoothsView,
  type ChannelsView,
  ChooseChannelDto,
  DirectChannelDto,
  EnterBoothDto,
  type InterpretationEnd,
  MuteVoiceDto,
  type OwnBoothsView,
  type OwnPlaceView,
  SendVoiceDto,
} from './interpretation.dto.js';

type Nothing = Record<string, never>;

export const interpretationCommands = {
  /** What can be heard; changes come with `interpretation:changed`. */
  'interpretation:channels': command(EmptyDto).returns<ChannelsView>(),
  /** Receives a language beside the floor from now on, and whoever is heard in it. */
  'interpretation:choose': command(ChooseChannelDto).returns<ChannelsView>(),
  /** The booths, for those who work in them and the desk; changes come with `interpretation:booths-changed`. */
  'interpretation:booths': command(EmptyDto).returns<OwnBoothsView>(),
  /** Takes a place, or comes back to it; the first one in a booth is heard. */
  'interpretation:enter': command(EnterBoothDto).returns<OwnPlaceView>(),
  'interpretation:leave': command(EmptyDto).returns<Nothing>(),
  /** Takes over from whoever is heard in the same booth. */
  'interpretation:take': command(EmptyDto).returns<Nothing>(),
  'interpretation:mute': command(MuteVoiceDto).returns<Nothing>(),
  'interpretation:open-transport': command(EmptyDto).returns<TransportView>(),
  'interpretation:connect-transport': command(ConnectTransportDto).returns<Nothing>(),
  'interpretation:restart-ice': command(TransportIdDto).returns<{ iceParameters: MediaJson }>(),
  'interpretation:produce': command(SendVoiceDto).returns<{ producerId: string }>(),
  /** Producer: opens or closes a language. */
  'interpretation:direct': command(DirectChannelDto).returns<BoothsView>(),
};

export interface InterpretationEvents {
  'interpretation:changed': (channels: ChannelsView) => void;
  'interpretation:booths-changed': (booths: BoothsView) => void;
  /** To one interpreter: the place is gone. */
  'interpretation:ended': (end: { reason: InterpretationEnd }) => void;
  /** To one interpreter: the media plane was rebuilt; open the transport and produce again. */
  'interpretation:reset': () => void;
}
