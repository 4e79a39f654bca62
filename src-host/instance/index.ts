export {
  askRunningInstance,
  createInstance,
  INSTANCE_PATH,
  type Instance,
  type InstanceAnswer,
  InstanceQuestion,
} from './instance.ts'
