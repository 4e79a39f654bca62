export {
  askRunningInstance,
  createInstance,
  INSTANCE_PATH,
  type Instance,
  type InstanceAction,
  type InstanceAnswer,
  InstanceQuestion,
  type RunningInstance,
} from './instance.ts'
