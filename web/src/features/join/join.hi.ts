import type { Translated } from '../../app/i18n/texts.js';
import type { join as english } from './join.en.js';

export const join: Translated<typeof english> = {
  opening: 'आपका न्योता खुल रहा है…',
  failed: 'यह न्योता नहीं खुल पाया',
  phoneTitle: 'क्या यह आप ही हैं?',
  phoneWhy:
    'यह न्योता उस फ़ोन के लिए है जिसका नंबर {{digits}} पर ख़त्म होता है। हम उस पर एक कोड भेजेंगे, फिर आप अंदर हैं। नंबर किसी को नहीं दिखेगा।',
  phoneOther: 'यह दूसरा नंबर है। न्योता उस नंबर के लिए है जो {{digits}} पर ख़त्म होता है।',
  phoneWatch: 'सिर्फ़ देखें',
  watchInstead: 'रैलियाँ देखें',
  'note-invite-expired': 'आपके न्योते का समय निकल गया। आप देख सकते हैं; नया न्योता आयोजक से माँगें।',
  'note-invite-revoked': 'आपका न्योता वापस ले लिया गया। आप देख सकते हैं; नया न्योता आयोजक से माँगें।',
  'note-invite-used-up': 'यह न्योता पहले ही काम में आ चुका है। आप देख सकते हैं; अपना न्योता आयोजक से माँगें।',
  'note-invite-phone': 'यह न्योता किसी और फ़ोन के लिए है। आप देख सकते हैं।',
};
