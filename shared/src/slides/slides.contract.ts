export interface SlideEvents {
  /**
   * To everyone: those who watch sound with still pictures see this one from now on; null: stills of the programme. Also to
   * whoever comes in while one is shown: silence after coming back means that there is none.
   */
  'slide:shown': (slide: { url: string | null }) => void;
}
