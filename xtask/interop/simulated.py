"""What exists in the simulator from the start, and no operation lists."""

# A task of RDS, KNOWN_JOB_ID of the simulator.
RDS_JOB = "a03b1b8a-b756-467c-8a49-38720c3d23ec"

# The replica of the Redis instance, REPLICATION_ID of the simulator.
DCS_REPLICA = "68e9fa4a-7a4c-4c4e-9fd5-6b2f1c4a0e15"
