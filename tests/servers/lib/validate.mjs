// Reads an HTML document from the standard input, and says what of it does not conform to the standard, as lines.
import { text } from 'node:stream/consumers';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
const report = await validator.validateString(await text(process.stdin));
for (const { messages } of report.results)
    for (const { line, column, ruleId, message } of messages) console.log(`${line}:${column} ${ruleId}: ${message}`);
