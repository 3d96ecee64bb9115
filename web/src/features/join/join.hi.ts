import type { Translated } from '../../app/i18n/texts.js';
import type { join as english } from './join.en.js';

export const join: Translated<typeof english> = {
  opening: 'आपका न्योता खुल रहा है…',
  failed: 'यह न्योता नहीं खुल पाया',
  watchInstead: 'रैलियाँ देखें',
  'note-invite-expired': 'आपके न्योते का समय निकल गया। आप देख सकते हैं; नया न्योता आयोजक से माँगें।',
  'note-invite-revoked': 'आपका न्योता वापस ले लिया गया। आप देख सकते हैं; नया न्योता आयोजक से माँगें।',
  'note-invite-used-up': 'यह न्योता पहले ही काम में आ चुका है। आप देख सकते हैं; अपना न्योता आयोजक से माँगें।',
};
