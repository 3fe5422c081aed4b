/**
 * Departments of Chinese government, party and public bodies, by the short name a document's
 * metadata carries, with the other stems that people and titles use for them. From the lists of
 * bodies that the 2018 and 2023 reforms of party and state institutions set up, with the names
 * before the reforms that are still spoken, and the merged bureaus of counties (教体局, 文旅局).
 *
 * A stem counts with a body's suffix (局, 委, 部门 …); a `name` counts as it stands.
 */
export interface DepartmentEntry {
  readonly department: string;
  readonly stems: readonly string[];
  readonly names?: readonly string[];
  /** Documents that are its own, by words of their title. */
  readonly titles?: readonly string[];
  /** Bodies whose documents are its own. */
  readonly issuers?: readonly string[];
}

function entry(department: string, stems: string, names = ''): DepartmentEntry {
  const list = (text: string) => text.split(' ').filter((word) => word !== '');
  return { department, stems: [department, ...list(stems)], names: list(names) };
}

/** The departments known without any setting; a settings file may add to them. */
export const DEPARTMENT_GAZETTEER: readonly DepartmentEntry[] = [
  entry('商务', '商贸 招商 外经贸 经贸商务 投资促进'),
  entry(
    '教育技术',
    '电教 教育装备 教育信息化 现代教育技术',
    '电教馆 电教站 教育技术中心 教育信息中心 教育装备中心 技术中心',
  ),
  entry('教育', '教体 教科 文教 教育体育 教育科技 教工 教科体 教育和体育'),
  entry('纪检监察', '纪检 监察', '纪委监委 纪委 监委 纪检组 纪检监察组 派驻组 纪工委'),
  entry('农业农村', '农业 农村 农委 农牧 农林 特色农业 乡村振兴', '农办 农业农村部'),
  entry('乡镇', '镇乡 镇 乡', '乡镇政府 镇政府 乡政府 镇里 镇上 乡里 乡镇 镇乡'),
  entry('街道', '街道办', '街道办事处 街道办 街道'),
  entry('发展改革', '发改 发展和改革 计划', '发改委 发展改革委'),
  entry('工业和信息化', '工信 经信 经济和信息化 工业信息化 经济信息化', '工信部 经信委'),
  entry('科学技术', '科技', '科技部'),
  entry('公安', '公安机关', '派出所 公安 交警 公安部'),
  entry('民政', '', '民政部'),
  entry('司法', '司法行政', '司法部'),
  entry('财政', '', '财政部'),
  entry(
    '人力资源社会保障',
    '人社 人力资源和社会保障 人力资源 社保 劳动保障 劳动和社会保障 劳动',
    '人社部 社保中心',
  ),
  entry(
    '自然资源',
    '自然资源和规划 自规 国土资源 国土 规划和自然资源 自然资源与规划',
    '自然资源部',
  ),
  entry('生态环境', '环保 环境保护', '生态环境部 环保部'),
  entry('住房城乡建设', '住建 住房和城乡建设 住房建设 建设 房管 城建', '住建部'),
  entry('住房公积金', '公积金', '公积金中心 公积金管理中心'),
  entry('交通运输', '交通', '交通运输部'),
  entry('水利', '水务 河长', '水利部'),
  entry('林业', '林业和草原 林草 园林 绿化 园林绿化', ''),
  entry(
    '文化和旅游',
    '文旅 文化旅游 文体旅 文广旅 文化广电旅游 文体 文化 旅游 文广新',
    '文化和旅游部',
  ),
  entry('卫生健康', '卫健 卫计 卫生 卫生计生 卫生和计划生育', '卫健委 卫健部门'),
  entry('退役军人事务', '退役军人', '退役军人服务站'),
  entry('应急管理', '应急 安监 安全生产监督管理', '应急办 安委办 安委会'),
  entry('审计', '', '审计署'),
  entry('统计', '', '统计局'),
  entry('市场监督管理', '市场监管 市监 工商 质监 食药监 食品药品监督管理', '市监局'),
  entry('药品监督管理', '药监', ''),
  entry('医疗保障', '医保', '医保中心'),
  entry('信访', '', ''),
  entry('体育', '', ''),
  entry('广播电视', '广电', ''),
  entry('国有资产监督管理', '国资', '国资委'),
  entry('金融', '金融监管 地方金融 地方金融监督管理 金融工作', '金融办'),
  entry('税务', '国税 地税', ''),
  entry('海关', '', '海关总署 海关'),
  entry('气象', '', ''),
  entry('消防', '消防救援', '消防大队 消防支队 消防救援支队'),
  entry('城市管理', '城管 城市管理和综合执法 综合执法 行政执法 城市综合管理', '城管'),
  entry('数据', '大数据 数据资源 政务数据 数字政府 大数据发展管理', '大数据中心'),
  entry('政务服务', '行政审批 行政审批服务 营商环境', '政务服务中心 政务中心 行政服务中心'),
  entry('机关事务', '机关事务管理 机关事务服务', ''),
  entry('外事', '外事侨务', '外办 外事办'),
  entry('侨务', '', '侨办 侨联'),
  entry('台湾事务', '对台', '台办'),
  entry('民族宗教', '民宗 民族 宗教 民族和宗教', '民宗委 民委'),
  entry('粮食和物资储备', '粮食 粮储', ''),
  entry('能源', '', ''),
  entry('供销', '供销合作', '供销社 供销合作社'),
  entry('邮政', '邮政管理', ''),
  entry('烟草', '烟草专卖', ''),
  entry('组织', '', '组织部 组工'),
  entry('宣传', '', '宣传部'),
  entry('统战', '统一战线', '统战部'),
  entry('政法', '', '政法委 综治办'),
  entry('编制', '机构编制', '编办 编委办'),
  entry('网信', '互联网信息', '网信办'),
  entry('档案', '', '档案馆'),
  entry('党校', '', '党校 行政学院'),
  entry('工会', '', '总工会 工会'),
  entry('共青团', '', '团委 共青团'),
  entry('妇联', '', '妇联 妇女联合会'),
  entry('残疾人', '', '残联 残疾人联合会'),
  entry('科学技术协会', '', '科协'),
  entry('工商业联合会', '', '工商联'),
  entry('红十字会', '', '红十字会'),
  entry('人大', '', '人大常委会 人大'),
  entry('政协', '', '政协'),
  entry('法院', '', '人民法院 法院'),
  entry('检察', '', '检察院 人民检察院'),
];

/** What turns a stem into the name of a body, longest first. */
export const BODY_SUFFIX =
  '(?:主管部门|管理部门|行政部门|管理委员会|委员会|管理局|总局|部门|系统|条线|机关|单位|局|委|厅|办公室|办|处|科|股|站|所|口|中心|组)';
