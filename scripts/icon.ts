// Draws media/icon.png, which the marketplaces show, from media/icon.svg: npm run icon
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../test/host/chromium';

const media = join(__dirname, '..', 'media');
const size = 256;

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const svg = readFileSync(join(media, 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 }</style>${svg}`);
    writeFileSync(join(media, 'icon.png'), await page.screenshot({ omitBackground: true }));
    console.log('wrote media/icon.png');
  } finally {
    await browser.close();
  }
}

void main();
