import { useStore } from '../../app/store.js';
import { useVisit } from '../watch/VisitContext.js';
import { CaptionLines } from './CaptionLines.js';
import { captionsOf } from './player-captions.js';

/** Captions over the player's picture. */
export default function PlayerCaptions() {
  const { connection, viewer, shownQuestion } = useVisit();
  const question = useStore(shownQuestion.state);
  return <CaptionLines captions={captionsOf(connection, viewer)} raised={question !== null} />;
}
