import type { CommanderError } from 'commander';

/** A usage error in Chinese; null where help was shown already. */
export function usageMessage(error: CommanderError): string | null {
  const named = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]);
  const [first = ''] = named;
  switch (error.code) {
    case 'commander.help':
      return null;
    case 'commander.unknownOption':
      return `没有选项 ${first}。`;
    case 'commander.unknownCommand':
      return `没有命令 ${first}。`;
    case 'commander.missingArgument':
      return `缺少参数：${first}。`;
    case 'commander.optionMissingArgument':
      return `选项 ${first} 缺少值。`;
    case 'commander.excessArguments':
      return '参数太多；含空格的问题要放在引号里。';
    case 'commander.invalidArgument':
      return `选项 ${first} 的值“${named[1] ?? ''}”不对。`;
    default:
      return `用法有误：${error.message}`;
  }
}
