// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
// A client of a bridge to the event bus, of this module's (zmq, by libzmq) or of Vert.x's own (tcp,
// with all that is to be sent at once in one write):
//   bridge zmq|tcp HOST PORT send                    sends to "sink" for ever
//   bridge zmq|tcp HOST PORT ask WINDOW SECONDS      keeps WINDOW requests to "echo" outstanding
//   bridge zmq|tcp HOST PORT receive BURST SECONDS   has two bursts of messages on their way from
//                                                    "source", which sends so many for each "more"
// and prints for the last two: messages a second, p50 and p99 in us (of bursts, for the last).
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#define WARM_UP 300000000LL
#define MOST 4000000
#define BUFFER (1 << 16)

static char text[101];
static int tcp;
static void *dealer;
static int fd;
static char out[BUFFER], in[BUFFER];
static int filled, start, end;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void flush(void) {
  for (int done = 0; done < filled;) {
    int n = write(fd, out + done, filled - done);
    if (n <= 0) {
      fail("write");
    }
    done += n;
  }
  filled = 0;
}

static void tell_tcp(const char *type, const char *address, const char *reply) {
  if (filled > BUFFER - 1024) {
    flush();
  }
  char *json = out + filled + 4;
  int n = sprintf(json, "{\"type\":\"%s\",\"address\":\"%s\"", type, address);
  if (reply) {
    n += sprintf(json + n, ",\"replyAddress\":\"%s\"", reply);
  }
  n += sprintf(json + n, ",\"body\":\"%s\"}", text);
  uint32_t length = htonl(n);
  memcpy(out + filled, &length, 4);
  filled += n + 4;
}

static void frame(const char *bytes, int flags) {
  zmq_send(dealer, bytes, strlen(bytes), flags);
}

static void message(const char *verb, const char *id, const char *address) {
  frame(verb, ZMQ_SNDMORE);
  if (id) {
    frame(id, ZMQ_SNDMORE);
  }
  frame(address, ZMQ_SNDMORE);
  frame("{\"content-type\":\"text/plain\"}", ZMQ_SNDMORE);
  frame(text, 0);
}

static void send_to(const char *address) {
  if (tcp) {
    tell_tcp("send", address, NULL);
  } else {
    message("send", NULL, address);
  }
}

static void ask(int id) {
  char number[12];
  sprintf(number, "%d", id);
  if (tcp) {
    tell_tcp("send", "echo", number);
  } else {
    message("request", number, "echo");
  }
}

static void fill(int need) {
  if (end - start >= need) {
    return;
  }
  memmove(in, in + start, end - start);
  end -= start;
  start = 0;
  flush();
  while (end < need) {
    int n = read(fd, in + end, BUFFER - 1 - end);
    if (n <= 0) {
      fail("read");
    }
    end += n;
  }
}

static int next_tcp(void) {
  uint32_t length;
  fill(4);
  memcpy(&length, in + start, 4);
  length = ntohl(length);
  fill(4 + length);
  char *json = in + start + 4;
  char after = json[length];
  json[length] = 0;
  char *address = strstr(json, "\"address\":\"");
  if (!address || !strstr(json, "\"type\":\"message\"")) {
    fprintf(stderr, "%s\n", json);
    exit(1);
  }
  int id = atoi(address + 11);
  json[length] = after;
  start += 4 + length;
  return id;
}

static int next_zmq(void) {
  char first[32], second[32], rest[256];
  int more, n = zmq_recv(dealer, first, sizeof first - 1, 0);
  size_t size = sizeof more;
  first[n] = 0;
  n = zmq_recv(dealer, second, sizeof second - 1, 0);
  second[n] = 0;
  for (zmq_getsockopt(dealer, ZMQ_RCVMORE, &more, &size); more;
       zmq_getsockopt(dealer, ZMQ_RCVMORE, &more, &size)) {
    zmq_recv(dealer, rest, sizeof rest, 0);
  }
  if (strcmp(first, "reply") && strcmp(first, "message")) {
    fprintf(stderr, "%s\n", first);
    exit(1);
  }
  return atoi(second);
}

static int next(void) { return tcp ? next_tcp() : next_zmq(); }

static void opened(const char *host, const char *port) {
  if (tcp) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    inet_pton(AF_INET, host, &to.sin_addr);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
      fail("connect");
    }
    return;
  }
  char endpoint[128];
  snprintf(endpoint, sizeof endpoint, "tcp://%s:%s", host, port);
  dealer = zmq_socket(zmq_ctx_new(), ZMQ_DEALER);
  int linger = 0;
  zmq_setsockopt(dealer, ZMQ_LINGER, &linger, sizeof linger);
  if (zmq_connect(dealer, endpoint)) {
    fail("connect");
  }
}

static void registered(void) {
  if (tcp) {
    tell_tcp("register", "client", NULL);
    return;
  }
  frame("register", ZMQ_SNDMORE);
  frame("client", 0);
  char rest[64];
  zmq_recv(dealer, rest, sizeof rest, 0);
  zmq_recv(dealer, rest, sizeof rest, 0);
}

static void report(int64_t *took, long n, double messages) {
  qsort(took, n, sizeof(int64_t), compare);
  printf("%f %f %f\n", messages, took[n / 2] / 1e3, took[n * 99 / 100] / 1e3);
}

static void trips(int window, double seconds) {
  int64_t *took = malloc(MOST * sizeof(int64_t)), *asked = malloc(window * sizeof(int64_t));
  long n = 0;
  int64_t from = now() + WARM_UP, until = from + (int64_t)(seconds * 1e9), t;
  for (int i = 0; i < window; i++) {
    asked[i] = now();
    ask(i);
  }
  do {
    int id = next();
    t = now();
    if (t >= from && n < MOST) {
      took[n++] = t - asked[id];
    }
    asked[id] = now();
    ask(id);
  } while (t < until);
  report(took, n, n / seconds);
}

static void bursts(int burst, double seconds) {
  registered();
  int64_t *took = malloc(MOST * sizeof(int64_t));
  long n = 0;
  int64_t from = now() + WARM_UP, until = from + (int64_t)(seconds * 1e9), t, before = 0;
  send_to("source");
  send_to("source");
  do {
    for (int i = 0; i < burst; i++) {
      next();
    }
    t = now();
    if (before >= from && n < MOST) {
      took[n++] = t - before;
    }
    before = t;
    send_to("source");
  } while (t < until);
  report(took, n, n * burst / seconds);
}

int main(int argc, char **argv) {
  if (argc < 5 || (strcmp(argv[4], "send") && argc < 7)) {
    return 2;
  }
  tcp = !strcmp(argv[1], "tcp");
  memset(text, 'x', sizeof text - 1);
  opened(argv[2], argv[3]);
  if (!strcmp(argv[4], "ask")) {
    trips(atoi(argv[5]), atof(argv[6]));
  } else if (!strcmp(argv[4], "receive")) {
    bursts(atoi(argv[5]), atof(argv[6]));
  } else {
    for (;;) {
      send_to("sink");
    }
  }
  return 0;
}
