// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
// The other side of every benchmark, by libzmq:
//   peer push ENDPOINT SIZE FRAMES             sends for ever
//   peer pull ENDPOINT                         receives for ever
//   peer echo ENDPOINT                         a dealer that returns what it gets, for ever
//   peer client ENDPOINT SIZE WINDOW SECONDS   a dealer that keeps WINDOW requests outstanding, and
//                                              prints: requests a second, p50 and p99 in us
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

#define WARM_UP 300000000LL
#define MOST 4000000

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static void push(void *s, char *body, int size, int frames) {
  for (;;) {
    for (int i = 1; i <= frames; i++) {
      zmq_send(s, body, size, i < frames ? ZMQ_SNDMORE : 0);
    }
  }
}

static void pull(void *s) {
  zmq_msg_t m;
  zmq_msg_init(&m);
  while (zmq_msg_recv(&m, s, 0) >= 0) {
  }
}

static void echo(void *s) {
  zmq_msg_t m;
  zmq_msg_init(&m);
  while (zmq_msg_recv(&m, s, 0) >= 0) {
    zmq_msg_send(&m, s, zmq_msg_more(&m) ? ZMQ_SNDMORE : 0);
  }
}

static void ask(void *s, char *body, int size) {
  int64_t t = now();
  memcpy(body, &t, sizeof t);
  zmq_send(s, body, size, 0);
}

static void client(void *s, char *body, int size, int window, double seconds) {
  int64_t *took = malloc(MOST * sizeof(int64_t));
  long n = 0;
  int64_t start = now() + WARM_UP, end = start + (int64_t)(seconds * 1e9), t;
  for (int i = 0; i < window; i++) {
    ask(s, body, size);
  }
  do {
    int64_t asked;
    zmq_recv(s, body, size, 0);
    memcpy(&asked, body, sizeof asked);
    t = now();
    if (t >= start && n < MOST) {
      took[n++] = t - asked;
    }
    ask(s, body, size);
  } while (t < end);
  qsort(took, n, sizeof(int64_t), compare);
  printf("%f %f %f\n", n / seconds, took[n / 2] / 1e3, took[n * 99 / 100] / 1e3);
}

int main(int argc, char **argv) {
  int types[] = {ZMQ_PUSH, ZMQ_PULL, ZMQ_DEALER, ZMQ_DEALER};
  const char *modes[] = {"push", "pull", "echo", "client"};
  int mode = 0;
  while (mode < 4 && (argc < 3 || strcmp(argv[1], modes[mode]))) {
    mode++;
  }
  if (mode == 4 || (mode == 0 && argc < 5) || (mode == 3 && argc < 6)) {
    return 2;
  }
  int size = argc > 3 ? atoi(argv[3]) : 0;
  char *body = calloc(1, size + 8);
  void *s = zmq_socket(zmq_ctx_new(), types[mode]);
  int linger = 0;
  zmq_setsockopt(s, ZMQ_LINGER, &linger, sizeof linger);
  if (zmq_connect(s, argv[2])) {
    perror(argv[2]);
    return 1;
  }
  switch (mode) {
  case 0:
    push(s, body, size, atoi(argv[4]));
    break;
  case 1:
    pull(s);
    break;
  case 2:
    echo(s);
    break;
  default:
    client(s, body, size, atoi(argv[4]), atof(argv[5]));
  }
  return 0;
}
