export const regions = {
  title: 'Your area',
  choose: 'Choose your area',
  search: 'PIN code, district or block',
  hint: 'Your PIN code or your area’s name. Only the number of viewers from each area is shown.',
  results: 'Areas',
  all: 'All of {{place}}',
  inside: 'Areas inside {{place}}',
  up: 'Back to {{place}}',
  top: 'all areas',
  none: 'No area by that name. Try the PIN code, or the name of the district.',
  noPin: 'We do not know this PIN code. Try the name of your district.',
  failed: 'The list could not be fetched.',
} as const;
