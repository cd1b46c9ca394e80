/* A public header with nothing before it, twice. */
#include HEADER
#include HEADER

int main(void)
{
	return 0;
}
