import type { Translated } from '../../app/i18n/texts.js';
import type { home as english } from './home.en.js';

export const home: Translated<typeof english> = {
  title: 'रैलियाँ, लाइव',
  lead: 'देखें, पूछें, राय दें और गिने जाएँ। न ऐप चाहिए, न खाता।',
  live: 'अभी लाइव',
  soon: 'आने वाली',
  past: 'अभी-अभी पूरी हुई',
  watch: 'लाइव देखें',
  open: 'बस शुरू होने वाली है',
  see: 'पेज देखें',
  thanks: 'गिनती देखें',
  noTime: 'समय बताया जाएगा',
  empty: 'अभी कोई रैली तय नहीं है',
  emptyText: 'आयोजक जैसे ही तय करेंगे, यहाँ दिखेगी। उनका भेजा लिंक सीधे रैली खोलता है।',
  failed: 'रैलियों की सूची नहीं आ पाई',
  organise: 'आयोजकों के लिए',
  freeSoftware: 'सम्मेलन मुक्त सॉफ़्टवेयर है, इसे कोई भी चला सकता है।',
};
