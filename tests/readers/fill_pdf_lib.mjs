// node fill_pdf_lib.mjs MODULES FORM ANSWERS TARGET: fills in a PDF form with pdf-lib.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [modules, source, answers, target] = process.argv.slice(2);
const { PDFCheckBox, PDFDocument, PDFDropdown } = createRequire(`${modules}/`)('pdf-lib');
const pdf = await PDFDocument.load(readFileSync(source));
for (const [name, text] of Object.entries(JSON.parse(readFileSync(answers, 'utf8')))) {
  const field = pdf.getForm().getField(name);
  if (field instanceof PDFCheckBox) field[text ? 'check' : 'uncheck']();
  else if (field instanceof PDFDropdown) field.select(text);
  else field.setText(text);
}
// Its own letters are Windows-1252 alone: a viewer draws the fields anew.
writeFileSync(target, await pdf.save({ updateFieldAppearances: false }));
