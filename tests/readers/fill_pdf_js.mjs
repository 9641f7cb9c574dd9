// node fill_pdf_js.mjs MODULES FORM ANSWERS TARGET: fills in a PDF form as Firefox does.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, source, answers, target] = process.argv.slice(2);
const found = createRequire(`${modules}/`).resolve('pdfjs-dist/legacy/build/pdf.mjs');
const { getDocument } = await import(pathToFileURL(found));
const pdf = await getDocument({ data: new Uint8Array(readFileSync(source)), verbosity: 0 }).promise;
const fields = await pdf.getFieldObjects();
for (const [name, value] of Object.entries(JSON.parse(readFileSync(answers, 'utf8')))) {
  for (const { id, type } of fields[name]) if (type) pdf.annotationStorage.setValue(id, { value });
}
writeFileSync(target, await pdf.saveDocument());
await pdf.destroy();
