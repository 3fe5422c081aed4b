import { REFUSAL_FEATURE_NAMES } from '../retrieve/refusal-score.js';
import type { CalibrationResult } from './calibrate.js';
import { textTable } from './text-table.js';

/** A calibration for people: its numbers, each set before and after, the curve of the floor. */
export function calibrationReport(
  { calibration, sets, refusals, subject }: CalibrationResult,
  file: string,
): string {
  const { fusion, refusal } = calibration;
  return [
    `余弦权重 ${fusion.cosineWeight}，外文系数 ${fusion.foreignFactor} 减 ${fusion.foreignOffset}，句窗占比 ${fusion.windowShare}，` +
      `得分曲线 ${fusion.slope} / ${fusion.intercept}，相关线 ${refusal.nearAbove}，拒答线 ${refusal.refuseBelow}`,
    ...sets.flatMap(({ name, questions, before, after }) => [
      '',
      `${name}：${questions} 个问题`,
      ...textTable([
        ['', ...Object.keys(after)],
        ...(before === null
          ? []
          : [['校准前', ...Object.keys(after).map((key) => shown(before[key]))]]),
        ['校准后', ...Object.values(after).map(shown)],
      ]),
    ]),
    '',
    `拒答得分：${REFUSAL_FEATURE_NAMES.map((name) => `${name} ${refusal.weights[name]}`).join('，')}，常数 ${refusal.intercept}`,
    ...refusals.flatMap(({ name, areaByRelevance, area, curve }) => [
      '',
      `${name}：曲线下面积 ${shown(area)}（只看检索得分 ${shown(areaByRelevance)}）`,
      ...textTable([
        ['拒答线', '该拒答的拒答', '该回答的拒答'],
        ...curve
          .filter(
            (_, index) => index % 5 === 4 || curve[index]?.refuseBelow === refusal.refuseBelow,
          )
          .map((point) => [
            `${point.refuseBelow.toFixed(2)}${point.refuseBelow === refusal.refuseBelow ? ' *' : ''}`,
            shown(point.refusedWhenShould),
            shown(point.refusedWhenShouldNot),
          ]),
      ]),
    ]),
    ...(subject === null
      ? []
      : [
          '',
          `题外判别（未参与拟合的问题）：题外的认出 ${shown(subject.told)}，题内的误判 ${shown(subject.turnedAway)}`,
        ]),
    '',
    `取拒答线 ${refusal.refuseBelow}，已写入 ${file}`,
  ].join('\n');
}

function shown(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
