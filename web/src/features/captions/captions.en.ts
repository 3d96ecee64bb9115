export const captions = {
  menu: 'Captions',
  off: 'Captions off',
  inLanguage: 'Captions: {{language}}',
  large: 'Large letters',
} as const;
