"""A question, or a batch of them, answered under limits on time and memory in a worker process."""
