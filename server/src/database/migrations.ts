import { Access1760000001000 } from './migrations/1760000001000-access.js';
import { Rallies1760000002000 } from './migrations/1760000002000-rallies.js';
import { Invites1760000003000 } from './migrations/1760000003000-invites.js';
import { Regions1760000004000 } from './migrations/1760000004000-regions.js';
import { Audit1760000005000 } from './migrations/1760000005000-audit.js';
import { Claims1760000005500 } from './migrations/1760000005500-claims.js';
import { Stage1760000006000 } from './migrations/1760000006000-stage.js';
import { Chat1760000010000 } from './migrations/1760000010000-chat.js';
import { Silences1760000011000 } from './migrations/1760000011000-silences.js';
import { Polls1760000020000 } from './migrations/1760000020000-polls.js';
import { Attendance1760000021000 } from './migrations/1760000021000-attendance.js';
import { Roles1760000030000 } from './migrations/1760000030000-roles.js';
import { AuditChain1760000031000 } from './migrations/1760000031000-audit-chain.js';
import { Sessions1760000040000 } from './migrations/1760000040000-sessions.js';
import { Phones1760000041000 } from './migrations/1760000041000-phones.js';
import { Questions1760000050000 } from './migrations/1760000050000-questions.js';
import { Moderation1760000060000 } from './migrations/1760000060000-moderation.js';
import { Accounts1760000060000 } from './migrations/1760000060000-accounts.js';
import { Trust1760000071000 } from './migrations/1760000071000-trust.js';
import { Recordings1760000072000 } from './migrations/1760000072000-recordings.js';
import { LowLatency1760000073000 } from './migrations/1760000073000-low-latency.js';
import { Booths1760000078000 } from './migrations/1760000078000-booths.js';
import { CaptionsOff1760000078001 } from './migrations/1760000078001-captions-off.js';
import { Captions1760000075000 } from './migrations/1760000075000-captions.js';
import { InvitePhones1760000077000 } from './migrations/1760000077000-invite-phones.js';
import { StagePhones1760000077100 } from './migrations/1760000077100-stage-phones.js';
import { PrivateRallies1760000076000 } from './migrations/1760000076000-private-rallies.js';
import { Ballots1760000070000 } from './migrations/1760000070000-ballots.js';
import { Ingest1760000074000 } from './migrations/1760000074000-ingest.js';
import { LateBallots1760000079000 } from './migrations/1760000079000-late-ballots.js';
import { Slides1760000079100 } from './migrations/1760000079100-slides.js';

/** Every migration, oldest first. A feature adds its own file and one line here. */
export const migrations = [
  Access1760000001000,
  Rallies1760000002000,
  Invites1760000003000,
  Regions1760000004000,
  Audit1760000005000,
  Claims1760000005500,
  Stage1760000006000,
  Chat1760000010000,
  Silences1760000011000,
  Polls1760000020000,
  Attendance1760000021000,
  Roles1760000030000,
  AuditChain1760000031000,
  Sessions1760000040000,
  Phones1760000041000,
  Questions1760000050000,
  Moderation1760000060000,
  Accounts1760000060000,
  Trust1760000071000,
  Recordings1760000072000,
  LowLatency1760000073000,
  Captions1760000075000,
  PrivateRallies1760000076000,
  InvitePhones1760000077000,
  StagePhones1760000077100,
  Ballots1760000070000,
  Ingest1760000074000,
  Booths1760000078000,
  CaptionsOff1760000078001,
  LateBallots1760000079000,
  Slides1760000079100,
];
