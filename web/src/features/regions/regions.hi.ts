import type { Translated } from '../../app/i18n/texts.js';
import type { regions as english } from './regions.en.js';

export const regions: Translated<typeof english> = {
  title: 'आपका इलाक़ा',
  choose: 'अपना इलाक़ा चुनें',
  search: 'पिन कोड, ज़िला या प्रखंड',
  hint: 'छह अंकों का पिन कोड या इलाक़े का नाम लिखें। हर इलाक़े से सिर्फ़ दर्शकों की गिनती दिखती है।',
  results: 'इलाक़े',
  all: 'पूरा {{place}}',
  inside: '{{place}} के इलाक़े',
  up: 'वापस {{place}} पर',
  top: 'सभी इलाक़े',
  none: 'इस नाम का इलाक़ा नहीं मिला। पिन कोड या ज़िले का नाम लिखकर देखें।',
  noPin: 'यह पिन कोड नहीं मिला। अपने ज़िले का नाम लिखकर देखें।',
  failed: 'सूची नहीं आ पाई।',
};
