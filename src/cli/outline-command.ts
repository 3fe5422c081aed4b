import { Command } from 'commander';
import { WenceError } from '../errors.js';
import type { PolicyDocument, Section } from '../outline/outline.js';
import type { CommandContext, Outcome } from './command.js';
import type { Paint } from './terminal.js';

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
        terminal.out(`${JSON.stringify({ documents: documents.map(documentJson) }, null, 2)}\n`);
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
    const words = `${section.label}${section.title}`;
    const address = paint.dim(`  ${section.address}`);
    lines.push(`${indent}${words === '' ? `（${kindNames[section.kind]}）` : words}${address}`);
    for (const child of section.sections) draw(child, `${indent}  `);
  };
  for (const section of document.sections) draw(section, '  ');
  return `${lines.join('\n')}\n`;
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
