#include "pipeline.h"

#include "cli_common.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* Batches for each worker: one in work, one waiting, one finished and waiting for its turn. */
#define BATCHES_PER_WORKER 3

/* A batch's buffers are given back beyond this size, so that one long line does not stay in memory. */
#define KEEP_SIZE ((size_t)4 << 20)

/*
 * The ring. Batches are numbered from 0; number n lies in slot n % size, and
 *
 *     drained <= taken <= filled <= drained + size
 *
 * Slots from taken to filled wait for a worker, those from drained to taken are in work or done.
 */
struct ring {
	const struct pipeline *pipeline;
	struct batch *batches;
	bool *done;
	uint64_t size, drained, taken, filled;
	bool ended; /* nothing will be filled any more */
	pthread_mutex_t lock;
	pthread_cond_t room, waiting, finished;
	unsigned next_worker;
};

/* The buffers of a batch one after the other; NULL behind the last. */
static struct buffer *batch_buffer(struct batch *batch, size_t number)
{
	struct buffer *const others[] = {&batch->input, &batch->messages, &batch->parts, &batch->ids};
	const size_t other_count = sizeof others / sizeof *others;

	if (number < other_count)
		return others[number];
	return number < other_count + BATCH_OUTPUTS ? &batch->outputs[number - other_count] : NULL;
}

static void empty_batch(struct batch *batch)
{
	struct batch empty = {0};
	struct buffer *buffer;

	for (size_t i = 0; (buffer = batch_buffer(batch, i)); i++) {
		buffer_clear(buffer, KEEP_SIZE);
		*batch_buffer(&empty, i) = *buffer;
	}
	*batch = empty;
}

static void free_batch(struct batch *batch)
{
	struct buffer *buffer;

	for (size_t i = 0; (buffer = batch_buffer(batch, i)); i++)
		buffer_free(buffer);
}

static bool run_alone(const struct pipeline *pipeline)
{
	struct batch batch = {0};
	bool go_on = true;

	while (go_on && pipeline->fill(&batch, pipeline->user)) {
		pipeline->work(&batch, 0, pipeline->user);
		go_on = pipeline->drain(&batch, pipeline->user);
		empty_batch(&batch);
	}
	free_batch(&batch);
	return go_on;
}

static void *run_reader(void *user)
{
	struct ring *ring = user;
	const struct pipeline *pipeline = ring->pipeline;
	bool more = true;

	pthread_mutex_lock(&ring->lock);
	while (more) {
		struct batch *batch = &ring->batches[ring->filled % ring->size];

		while (ring->filled - ring->drained == ring->size)
			pthread_cond_wait(&ring->room, &ring->lock);
		pthread_mutex_unlock(&ring->lock);
		more = pipeline->fill(batch, pipeline->user);
		pthread_mutex_lock(&ring->lock);
		if (more)
			ring->filled++;
		pthread_cond_signal(&ring->waiting);
	}
	ring->ended = true;
	pthread_cond_broadcast(&ring->waiting);
	pthread_cond_signal(&ring->finished);
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

static void *run_worker(void *user)
{
	struct ring *ring = user;
	const struct pipeline *pipeline = ring->pipeline;
	unsigned number;

	pthread_mutex_lock(&ring->lock);
	number = ring->next_worker++;
	for (;;) {
		uint64_t slot;

		while (ring->taken == ring->filled && !ring->ended)
			pthread_cond_wait(&ring->waiting, &ring->lock);
		if (ring->taken == ring->filled)
			break;
		slot = ring->taken++ % ring->size;
		pthread_mutex_unlock(&ring->lock);
		pipeline->work(&ring->batches[slot], number, pipeline->user);
		pthread_mutex_lock(&ring->lock);
		ring->done[slot] = true;
		pthread_cond_signal(&ring->finished);
	}
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

/* The oldest batch once it is done, NULL at the end. The lock is held. */
static struct batch *wait_for_oldest(struct ring *ring)
{
	uint64_t slot = ring->drained % ring->size;

	for (;;) {
		if (ring->drained < ring->taken && ring->done[slot])
			return &ring->batches[slot];
		if (ring->ended && ring->drained == ring->filled)
			return NULL;
		pthread_cond_wait(&ring->finished, &ring->lock);
	}
}

static bool drain_all(struct ring *ring)
{
	const struct pipeline *pipeline = ring->pipeline;
	struct batch *batch;
	bool go_on = true;

	pthread_mutex_lock(&ring->lock);
	while (go_on && (batch = wait_for_oldest(ring))) {
		pthread_mutex_unlock(&ring->lock);
		go_on = pipeline->drain(batch, pipeline->user);
		empty_batch(batch);
		pthread_mutex_lock(&ring->lock);
		ring->done[ring->drained % ring->size] = false;
		ring->drained++;
		pthread_cond_signal(&ring->room);
	}
	pthread_mutex_unlock(&ring->lock);
	return go_on;
}

static void ring_begin(struct ring *ring, const struct pipeline *pipeline)
{
	*ring = (struct ring){.pipeline = pipeline, .size = (uint64_t)pipeline->workers * BATCHES_PER_WORKER};
	ring->batches = memory_allocate(ring->size * sizeof *ring->batches);
	ring->done = memory_allocate(ring->size * sizeof *ring->done);
	for (uint64_t i = 0; i < ring->size; i++) {
		ring->batches[i] = (struct batch){0};
		ring->done[i] = false;
	}
	pthread_mutex_init(&ring->lock, NULL);
	pthread_cond_init(&ring->room, NULL);
	pthread_cond_init(&ring->waiting, NULL);
	pthread_cond_init(&ring->finished, NULL);
}

static void ring_end(struct ring *ring)
{
	for (uint64_t i = 0; i < ring->size; i++)
		free_batch(&ring->batches[i]);
	free(ring->batches);
	free(ring->done);
	pthread_cond_destroy(&ring->finished);
	pthread_cond_destroy(&ring->waiting);
	pthread_cond_destroy(&ring->room);
	pthread_mutex_destroy(&ring->lock);
	free(ring);
}

bool pipeline_run(const struct pipeline *pipeline)
{
	struct ring *ring;
	pthread_t reader, *workers;
	unsigned started = 0;

	if (pipeline->workers < 2)
		return run_alone(pipeline);
	ring = memory_allocate(sizeof *ring);
	ring_begin(ring, pipeline);
	workers = memory_allocate(pipeline->workers * sizeof *workers);
	while (started < pipeline->workers && pthread_create(&workers[started], NULL, run_worker, ring) == 0)
		started++;
	if (started == 0 || pthread_create(&reader, NULL, run_reader, ring) != 0) {
		cli_message("cannot start threads");
		_exit(CLI_FAILED);
	}
	if (!drain_all(ring)) {
		pthread_detach(reader);
		for (unsigned i = 0; i < started; i++)
			pthread_detach(workers[i]);
		free(workers);
		return false;
	}
	pthread_join(reader, NULL);
	for (unsigned i = 0; i < started; i++)
		pthread_join(workers[i], NULL);
	free(workers);
	ring_end(ring);
	return true;
}
