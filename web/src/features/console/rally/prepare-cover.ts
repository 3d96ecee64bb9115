/** Enough for any screen; what a phone's camera makes is four times that. */
const maxSide = 1920;
/** As a photograph looks good on a phone, at a tenth of its bytes. */
const jpegQuality = 0.85;

/**
 * A picture as it may be shown to everyone: drawn anew at most 1920 points wide or high, upright, as JPEG on white. Nothing
 * that the camera wrote beside it (where it was taken, when, by whom) is left. Null where the browser cannot read it.
 */
export async function preparedCover(file: Blob): Promise<Blob | null> {
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
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', jpegQuality));
}
