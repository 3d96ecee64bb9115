const kinds = ['image/jpeg', 'image/png', 'image/webp'];
/** What a phone's browser can still draw; what is sent is far less. */
const maxBytes = 40 * 1024 * 1024;

/** As a file input's `accept`. */
export const drawable = kinds.join(',');

export const isDrawable = ({ type, size }: Blob): boolean => kinds.includes(type) && size <= maxBytes;

export interface PictureFormat {
  /** Points, wide or high. */
  maxSide: number;
  /** Of JPEG, 0 to 1. */
  quality: number;
}

/** Enough for any screen (what a phone's camera makes is four times that), and good on a phone at a tenth of its bytes. */
const coverFormat: PictureFormat = { maxSide: 1920, quality: 0.85 };

/**
 * A picture as it may be shown to everyone: drawn anew no larger than wanted, upright, as JPEG on white. Nothing
 * that the camera wrote beside it (where it was taken, when, by whom) is left. Null where the browser cannot read it.
 */
export async function preparedPicture(file: Blob, { maxSide, quality } = coverFormat): Promise<Blob | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const scale = Math.min(1, maxSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
