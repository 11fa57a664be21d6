import { palettes, type Theme } from '../../server/src/core/drawing/palette';
import type { Scene } from '../../server/src/core/drawing/scene';
import { writeSvg } from '../../server/src/core/drawing/svg';
import { graphMermaid, type GraphModel } from '../../server/src/core/features/graph';
import type { ExportFormat } from '../src/preview/messages';
import { t } from './texts';

/** The largest side and area of a picture that browsers can draw. */
const limits = { side: 16_000, area: 120_000_000 };
/** Two points a pixel: sharp on paper and on fine screens. */
const density = 2;

/**
 * The graph in a format: pictures of what is shown, text of all of it (the same as
 * `attackmark graph` prints).
 */
export async function exported(
  format: ExportFormat,
  { model, scene, theme }: { readonly model: GraphModel; readonly scene: Scene; readonly theme: Theme },
): Promise<string | Uint8Array> {
  switch (format) {
    case 'svg':
      return writeSvg(scene, model, theme, t);
    case 'png':
      return bytesOf(await toPng(writeSvg(scene, model, theme, t), theme));
    case 'mermaid':
      return graphMermaid(model);
    case 'json':
      return `${JSON.stringify(model, null, 2)}\n`;
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function toPng(picture: string, theme: Theme): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([picture], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(
      density,
      limits.side / image.width,
      limits.side / image.height,
      Math.sqrt(limits.area / (image.width * image.height)),
    );
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error(t('The browser has no canvas to draw on.'));
    context.fillStyle = palettes[theme].background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(blob => {
        if (blob === null) reject(new Error(t('The picture is too large for a PNG.')));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Puts a PNG on the clipboard: only the page can, VS Code's own clipboard holds text. */
export async function copyPng(bytes: Uint8Array): Promise<void> {
  const png = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}
