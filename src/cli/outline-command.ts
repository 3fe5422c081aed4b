import { Command } from 'commander';
import { WenceError } from '../errors.js';
import { headingText } from '../outline/heading-text.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import type { CommandContext, Outcome } from './command.js';
import { jsonText, type Paint } from './terminal.js';

/** `wence outline`: documents as the reader sees them, without indexing. */
export function outlineCommand(context: CommandContext, done: (outcome: Outcome) => void): Command {
  const { terminal, services } = context;
  return new Command('outline')
    .description('看文件读出来的结构，不建索引')
    .argument('<文件...>', '一个或多个文件')
    .option('--json', '输出结构树（JSON）')
    .addHelpText(
      'after',
      '\n例子：\n  wence outline 通知.txt\n  wence outline --json 办法.md 细则.md',
    )
    .action(async (files: readonly string[], options: { readonly json?: boolean }) => {
      const documents: PolicyDocument[] = [];
      let outcome: Outcome = 0;
      for (const file of files) {
        try {
          documents.push(...(await services.readDocuments(file)));
        } catch (error) {
          if (!(error instanceof WenceError)) throw error;
          terminal.err(`${terminal.paintErr.red(error.message)}\n`);
          outcome = 1;
        }
      }
      if (options.json) {
        terminal.out(`${jsonText({ documents: documents.map(documentJson) })}\n`);
      } else {
        for (const document of documents) terminal.out(`${drawn(document, terminal.paint)}\n`);
      }
      done(outcome);
    });
}

/** The fields of the outline format, in its order; metadata is not part of it. */
function documentJson({ id, title, source, text, start, end, sections }: PolicyDocument): object {
  return { id, title, source, text, start, end, sections };
}

function drawn(document: PolicyDocument, paint: Paint): string {
  const lines = [paint.bold(document.title), paint.dim(factsOf(document))];
  const draw = (section: Section, indent: string): void => {
    const name = headingText(section);
    const words = name === '' ? `（${kindNames[section.kind]}）` : name;
    const opening = section.title === '' ? paint.dim(`  ${openingOf(section, document)}`) : '';
    lines.push(`${indent}${words}${paint.dim(`  ${section.address}`)}${opening}`);
    for (const child of section.sections) draw(child, `${indent}  `);
  };
  for (const section of document.sections) draw(section, '  ');
  return `${lines.join('\n')}\n`;
}

/** How many letters of a clause without a title show which one it is; what fits beside an address in 80 columns. */
const OPENING_LETTERS = 20;

/** The first words of a section's own text, its numbering left out. */
function openingOf({ label, start, end }: Section, { text }: PolicyDocument): string {
  const own = text.slice(start, end).trimStart();
  const words = (own.startsWith(label) ? own.slice(label.length) : own).replace(/\s+/g, ' ').trim();
  const letters = [...words];
  return letters.length <= OPENING_LETTERS
    ? words
    : `${letters.slice(0, OPENING_LETTERS).join('')}…`;
}

const kindNames: Readonly<Record<Section['kind'], string>> = {
  heading: '标题',
  article: '条',
  paragraph: '段',
  item: '项',
  appendix: '附件',
  preface: '前言',
};

function factsOf({ source, metadata, text }: PolicyDocument): string {
  const facts = [
    source,
    metadata.issuer,
    metadata.documentNumber,
    metadata.issuedOn,
    `${text.length} 字`,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
