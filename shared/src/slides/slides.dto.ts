/** A still picture that a producer has put ready for a rally. */
export interface SlideView {
  id: string;
  /** Where it is, for everyone who knows the address. */
  url: string;
  /** Whether those who save data see it now, in the place of stills of the programme. */
  shown: boolean;
}
