/** Languages that a rally may be captioned or interpreted in, by BCP 47 tag, each as it calls itself. */
export const spokenLanguages = {
  hi: 'हिन्दी',
  en: 'English',
  bho: 'भोजपुरी',
  mai: 'मैथिली',
  mag: 'मगही',
  ur: 'اردو',
  bn: 'বাংলা',
  as: 'অসমীয়া',
  or: 'ଓଡ଼ିଆ',
  sat: 'ᱥᱟᱱᱛᱟᱲᱤ',
  ne: 'नेपाली',
  pa: 'ਪੰਜਾਬੀ',
  gu: 'ગુજરાતી',
  mr: 'मराठी',
  kok: 'कोंकणी',
  sd: 'सिन्धी',
  ks: 'کٲشُر',
  doi: 'डोगरी',
  te: 'తెలుగు',
  ta: 'தமிழ்',
  kn: 'ಕನ್ನಡ',
  ml: 'മലയാളം',
} as const;

export type SpokenLanguage = keyof typeof spokenLanguages;

export const spokenLanguageTags = Object.keys(spokenLanguages) as SpokenLanguage[];
