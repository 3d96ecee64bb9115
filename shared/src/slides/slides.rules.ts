/** Enough for an evening; each is put up by hand. */
export const maxSlides = 30;
