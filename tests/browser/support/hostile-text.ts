const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
const LEFT_TO_RIGHT_ISOLATE = '\u2066';

/** Markup, script addresses and turns of direction, as a document may print them. */
export const marks = {
  image: '<img src=x onerror="alert(1)">',
  script: '<script>alert(2)</script>',
  link: '[点我](javascript:alert(3))',
  turned: `${RIGHT_TO_LEFT_OVERRIDE}转向${LEFT_TO_RIGHT_ISOLATE}`,
} as const;

/** An official document whose words would run, lead away or turn others around where a page let them. */
export const hostileText = [
  `2023年怪文处置工作要点${marks.image}`,
  '2023年1月5日',
  `　　一、规范怪文收发${marks.script}`,
  `　　（一）登记怪文。收到怪文应当在三日内登记${marks.image}，并附${marks.link}。`,
  `　　（二）转办怪文。怪文${marks.turned}由办公室转办，不得拖延。`,
  '　　二、保障措施',
  '　　各单位要落实怪文处置责任。',
].join('\n');
